/**
 * The file itself: one page that any browser opens from a stick or a message, with no network. Until its key is typed
 * it shows nothing but the question for it. Its own policy forbids it to fetch or send anything at all.
 */

/** What the page says before it is opened; after that, the words are in the sealed content. */
export interface Shell {
  language: string;
  title: string;
  lead: string;
  key: string;
  open: string;
  wrong: string;
  listen: string;
}

const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; media-src blob:; form-action 'none'; base-uri 'none'";

// The app's own colours and sizes (tokens.css), said once more: the page stands alone.
const STYLE = `
:root{--paper:#faf7f0;--ink:#1c1a17;--soft:#4a463f;--line:#e0d9ca;--accent:#0b5563;--on:#fff;--care:#6f4300;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#161512;--ink:#f4efe4;--soft:#c9c2b2;--line:#37332c;--accent:#8fd0dc;--on:#06262c;--care:#f0c277}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 system-ui,Roboto,'Noto Sans','Noto Sans Ethiopic',sans-serif;overflow-wrap:break-word}
main{max-width:40rem;margin:0 auto;padding:16px 16px 48px}
h1,h2,.lead{font-family:'Noto Serif','Noto Serif Ethiopic',Georgia,serif;font-weight:500;line-height:1.25}
h1{font-size:1.625rem;margin:8px 0}
h2{font-size:1.25rem;margin:32px 0 8px;padding-bottom:8px;border-bottom:1.5px solid var(--ink)}
p{margin:8px 0}
.lead{font-size:1.25rem;line-height:1.35}
.line{font-weight:600;margin-top:16px}
.quiet,.under{color:var(--soft);font-size:.9375rem;margin-top:2px;white-space:pre-line}
button,input{min-height:48px;font:inherit;border-radius:10px;border:1.5px solid #8a8474;background:transparent;color:inherit;padding:8px 16px}
button{font-weight:600;cursor:pointer}
button[aria-pressed=true]{border-color:var(--accent);color:var(--accent)}
form button{background:var(--accent);color:var(--on);border-color:var(--accent);width:100%;min-height:56px;margin-top:16px}
input{width:100%;font-size:1.25rem;letter-spacing:.05em;text-transform:uppercase}
label{display:block;font-weight:600;margin:16px 0 4px}
nav{display:flex;flex-wrap:wrap;gap:8px}
.wrong{color:var(--care)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
svg{display:block;width:100%;height:84px;margin:8px 0;overflow:visible}
path{fill:none;stroke:var(--ink);stroke-width:1.4;vector-effect:non-scaling-stroke;stroke-linecap:round;stroke-linejoin:round}
.centre{stroke:var(--accent);stroke-width:2}
.dots{stroke-width:6}
audio{width:100%;margin-top:8px}
@media print{nav,form{display:none}}`;

/** The page as text. `script` is handover.js, which the build makes of page.ts. */
export function pageOf(shells: Shell[], sealed: string, script: string): string {
  const data = JSON.stringify({ shells, sealed }).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${shells[0]!.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${shells[0]!.title.replace(/[<&]/g, '')}</title>
<style>${STYLE}</style>
</head>
<body>
<main id="main"></main>
<script type="application/json" id="data">${data}</script>
<script>${script.replaceAll('</script', '<\\/script')}</script>
</body>
</html>
`;
}

/**
 * Slides as a PowerPoint file (ISO 29500): text that can be written over, and charts whose numbers can be changed.
 *
 * Written by hand like the PDF: docs/storyboards.md has the reasons. What a slide holds is laid out in storyboard/arrange.ts.
 */
import { chartXml, workbookOf, type ChartData } from './chart';
import { text, XML } from './xml';
import { zipOf, type Entry } from './zip';

export interface Paragraph {
  text: string;
  /** In points. */
  size: number;
  bold?: boolean;
  soft?: boolean;
  /** Steps to the right. */
  indent?: number;
}
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
export type Piece =
  | { kind: 'words'; name: string; box: Box; paragraphs: Paragraph[]; isTitle?: boolean }
  | { kind: 'chart'; name: string; box: Box; data: ChartData }
  | { kind: 'rule'; name: string; box: Box };
export interface PptxDeck {
  title: string;
  /** en, am or om. */
  code: string;
  width: number;
  height: number;
  slides: Piece[][];
}

const EMU = 12_700;
const A = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const P = 'http://schemas.openxmlformats.org/presentationml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SPACES = `xmlns:a="${A}" xmlns:r="${R}" xmlns:p="${P}"`;
const KIND = 'application/vnd.openxmlformats-officedocument';
const LANG: Record<string, string> = { en: 'en-GB', am: 'am-ET', om: 'om-ET' };
/** Ebrima has Ethiopic on every Windows since 8; elsewhere the program takes its own font for the script. */
const ETHIOPIC = 'Ebrima';
const LATIN = 'Calibri';

const faceOf = (words: string): string =>
  /[\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f]/.test(words) ? ETHIOPIC : LATIN;

/** The bytes of the file. */
export async function pptxOf(deck: PptxDeck): Promise<Uint8Array> {
  const lang = LANG[deck.code] ?? 'en-GB';
  const entries: Entry[] = [];
  const overrides: string[] = [];
  let charts = 0;
  const put = (name: string, content: string | Uint8Array, kind?: string): void => {
    entries.push({ name, content });
    if (kind) overrides.push(`<Override PartName="/${name}" ContentType="${KIND}.${kind}+xml"/>`);
  };
  for (const [at, pieces] of deck.slides.entries()) {
    const links: [string, string][] = [['slideLayout', '../slideLayouts/slideLayout1.xml']];
    const shapes: string[] = [];
    for (const [index, piece] of pieces.entries()) {
      if (piece.kind !== 'chart') {
        shapes.push(piece.kind === 'rule' ? ruleXml(piece, index + 2) : wordsXml(piece, index + 2, lang));
        continue;
      }
      charts += 1;
      const face = faceOf(piece.data.labels.join('') + piece.data.heads.median);
      put(`ppt/charts/chart${charts}.xml`, chartXml(piece.data, lang, face), 'drawingml.chart');
      put(
        `ppt/charts/_rels/chart${charts}.xml.rels`,
        linksXml([['package', `../embeddings/numbers${charts}.xlsx`]]),
      );
      put(`ppt/embeddings/numbers${charts}.xlsx`, await workbookOf(piece.data));
      links.push(['chart', `../charts/chart${charts}.xml`]);
      shapes.push(frameXml(piece, index + 2, links.length));
    }
    put(
      `ppt/slides/slide${at + 1}.xml`,
      `${XML}<p:sld ${SPACES}>${treeXml(shapes.join(''))}<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`,
      'presentationml.slide',
    );
    put(`ppt/slides/_rels/slide${at + 1}.xml.rels`, linksXml(links));
  }
  put(
    'ppt/slideLayouts/slideLayout1.xml',
    `${XML}<p:sldLayout ${SPACES} type="titleOnly">${treeXml(placeholder(deck), 'Debo')}<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`,
    'presentationml.slideLayout',
  );
  put(
    'ppt/slideLayouts/_rels/slideLayout1.xml.rels',
    linksXml([['slideMaster', '../slideMasters/slideMaster1.xml']]),
  );
  put('ppt/slideMasters/slideMaster1.xml', masterXml(deck), 'presentationml.slideMaster');
  put(
    'ppt/slideMasters/_rels/slideMaster1.xml.rels',
    linksXml([
      ['slideLayout', '../slideLayouts/slideLayout1.xml'],
      ['theme', '../theme/theme1.xml'],
    ]),
  );
  put('ppt/theme/theme1.xml', themeXml(deck.code), 'theme');
  put('ppt/presentation.xml', presentationXml(deck), 'presentationml.presentation.main');
  put(
    'ppt/_rels/presentation.xml.rels',
    linksXml([
      ['slideMaster', 'slideMasters/slideMaster1.xml'],
      ...deck.slides.map((_, at): [string, string] => ['slide', `slides/slide${at + 1}.xml`]),
      ['theme', 'theme/theme1.xml'],
    ]),
  );
  entries.push({
    name: 'docProps/core.xml',
    content: `${XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${text(deck.title)}</dc:title><dc:language>${lang}</dc:language></cp:coreProperties>`,
  });
  overrides.push(
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
  );
  const root = `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${R}/officeDocument" Target="ppt/presentation.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;
  const types = `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="xlsx" ContentType="${KIND}.spreadsheetml.sheet"/>${overrides.join('')}</Types>`;
  return zipOf([
    { name: '[Content_Types].xml', content: types },
    { name: '_rels/.rels', content: root },
    ...entries,
  ]);
}

const linksXml = (links: [kind: string, target: string][]): string =>
  `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links.map(([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${R}/${kind}" Target="${target}"/>`).join('')}</Relationships>`;

const treeXml = (shapes: string, name = ''): string =>
  `<p:cSld${name ? ` name="${name}"` : ''}><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>${shapes}</p:spTree></p:cSld>`;

const emu = (points: number): number => Math.round(points * EMU);
const place = ({ x, y, width, height }: Box, space: 'a' | 'p' = 'a'): string =>
  `<${space}:xfrm><a:off x="${emu(x)}" y="${emu(y)}"/><a:ext cx="${emu(width)}" cy="${emu(height)}"/></${space}:xfrm>`;

function wordsXml(piece: Extract<Piece, { kind: 'words' }>, id: number, lang: string): string {
  const paragraphs = piece.paragraphs.map(({ text: words, size, bold, soft, indent = 0 }) => {
    const face = faceOf(words);
    const style = `lang="${lang}" sz="${Math.round(size * 100)}" b="${bold ? 1 : 0}" dirty="0"`;
    const fonts = `<a:latin typeface="${face}"/><a:ea typeface="${face}"/><a:cs typeface="${face}"/>`;
    return `<a:p><a:pPr marL="${emu(indent * 18)}" indent="0" algn="l"><a:spcBef><a:spcPts val="${Math.round(size * 30)}"/></a:spcBef><a:buNone/></a:pPr><a:r><a:rPr ${style}><a:solidFill><a:schemeClr val="${soft ? 'tx2' : 'tx1'}"/></a:solidFill>${fonts}</a:rPr><a:t>${text(words)}</a:t></a:r></a:p>`;
  });
  const kind = piece.isTitle ? '<p:ph type="title"/>' : '';
  return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${text(piece.name)}"/><p:cNvSpPr${piece.isTitle ? '' : ' txBox="1"'}/><p:nvPr>${kind}</p:nvPr></p:nvSpPr><p:spPr>${place(piece.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:normAutofit/></a:bodyPr><a:lstStyle/>${paragraphs.join('') || `<a:p><a:endParaRPr lang="${lang}"/></a:p>`}</p:txBody></p:sp>`;
}

const ruleXml = ({ name, box }: { name: string; box: Box }, id: number): string =>
  `<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="${id}" name="${text(name)}"/><p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>${place(box)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="19050"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln></p:spPr></p:cxnSp>`;

const frameXml = ({ name, box }: { name: string; box: Box }, id: number, link: number): string =>
  `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="${id}" name="${text(name)}" descr="${text(name)}"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>${place(box, 'p')}<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId${link}"/></a:graphicData></a:graphic></p:graphicFrame>`;

const placeholder = ({ width }: PptxDeck): string =>
  `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr>${place({ x: 36, y: 64, width: width - 72, height: 70 })}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>`;

function masterXml(deck: PptxDeck): string {
  const levels = (size: number): string =>
    `<a:lvl1pPr algn="l"><a:buNone/><a:defRPr sz="${size}"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr>`;
  const tree = treeXml(placeholder(deck)).replace(
    '<p:cSld>',
    '<p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>',
  );
  return `${XML}<p:sldMaster ${SPACES}>${tree}<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst><p:txStyles><p:titleStyle>${levels(2600)}</p:titleStyle><p:bodyStyle>${levels(1600)}</p:bodyStyle><p:otherStyle>${levels(1600)}</p:otherStyle></p:txStyles></p:sldMaster>`;
}

function presentationXml({ slides, width, height }: PptxDeck): string {
  const ids = slides.map((_, at) => `<p:sldId id="${256 + at}" r:id="rId${at + 2}"/>`).join('');
  return `${XML}<p:presentation ${SPACES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>${ids}</p:sldIdLst><p:sldSz cx="${emu(width)}" cy="${emu(height)}"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`;
}

function themeXml(code: string): string {
  const colour = (name: string, value: string): string =>
    `<a:${name}><a:srgbClr val="${value}"/></a:${name}>`;
  const colours = [
    ['dk1', '1C1A17'],
    ['lt1', 'FFFFFF'],
    ['dk2', '4A463F'],
    ['lt2', 'FAF7F0'],
    ['accent1', '0B5563'],
    ['accent2', '1C1A17'],
    ['accent3', '6B665C'],
    ['accent4', 'A9C4C8'],
    ['accent5', '8A5A00'],
    ['accent6', '5B4B8A'],
    ['hlink', '0B5563'],
    ['folHlink', '4A463F'],
  ]
    .map(([name, value]) => colour(name!, value!))
    .join('');
  const main = code === 'am' ? ETHIOPIC : LATIN;
  const fonts = `<a:latin typeface="${main}"/><a:ea typeface="${ETHIOPIC}"/><a:cs typeface="${ETHIOPIC}"/><a:font script="Ethi" typeface="${ETHIOPIC}"/>`;
  const fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>';
  const line = `<a:ln w="9525">${fill}</a:ln>`;
  const effect = '<a:effectStyle><a:effectLst/></a:effectStyle>';
  return `${XML}<a:theme xmlns:a="${A}" name="Debo"><a:themeElements><a:clrScheme name="Debo">${colours}</a:clrScheme><a:fontScheme name="Debo"><a:majorFont>${fonts}</a:majorFont><a:minorFont>${fonts}</a:minorFont></a:fontScheme><a:fmtScheme name="Debo"><a:fillStyleLst>${fill.repeat(3)}</a:fillStyleLst><a:lnStyleLst>${line.repeat(3)}</a:lnStyleLst><a:effectStyleLst>${effect.repeat(3)}</a:effectStyleLst><a:bgFillStyleLst>${fill.repeat(3)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`;
}

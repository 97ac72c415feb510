/** Which screen an address means: patterns such as `/enter/:measure/:facility/:period?`, the most exact first. */
export interface Found<Screen> {
  screen: Screen;
  pattern: string;
  params: Record<string, string>;
}

/** The parts of a path, decoded; a part that was typed wrongly stays as it is. */
export function parts(path: string): string[] {
  return path
    .split('/')
    .filter(Boolean)
    .map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    });
}

/** The named parts of `path` if it fits `pattern`, else null. A part ending in `?` may be missing. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = parts(pattern);
  const given = parts(path);
  if (given.length > wanted.length) return null;
  const params: Record<string, string> = {};
  for (const [index, want] of wanted.entries()) {
    const have = given[index];
    const name = /^:(\w+)(\??)$/.exec(want);
    if (have === undefined) {
      if (!name?.[2]) return null;
    } else if (name) params[name[1]!] = have;
    else if (want !== have) return null;
  }
  return params;
}

/** The screen for `path`: of several patterns that fit, the one with the most parts written out. */
export function find<Screen>(table: Record<string, Screen>, path: string): Found<Screen> | null {
  let best: Found<Screen> | null = null;
  let most = -1;
  for (const [pattern, screen] of Object.entries(table)) {
    const params = match(pattern, path);
    const exact = parts(pattern).filter((part) => !part.startsWith(':')).length;
    if (params && exact > most) {
      best = { screen, pattern, params };
      most = exact;
    }
  }
  return best;
}

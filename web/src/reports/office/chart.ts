/** A run chart as an office program draws it (ISO 29500, DrawingML): its numbers lie beside it as a sheet to be changed. */
import { tag, text, XML } from './xml';
import { zipOf } from './zip';

export interface ChartData {
  name: string;
  unit: string | null | undefined;
  /** One name for each period. */
  labels: string[];
  values: (number | null)[];
  /** Points over few: drawn open. */
  hollow: boolean[];
  centre: (number | null)[];
  /** The points at which a new phase begins: its median is a series of its own. */
  cuts: number[];
  goal: number | null;
  /** What stands at a point: the numbers of the cycles and events that lie there. */
  notes: { at: number; text: string }[];
  /** How the series and their first column are called. */
  heads: { period: string; median: string; goal: string };
}

const INK = '1C1A17';
const SOFT = '6B665C';
const ACCENT = '0B5563';
const FORMAT: Record<string, string> = { percent: '0"\u202f%"', per_thousand: '0.0"\u202f‰"' };

interface Series {
  name: string;
  role: 'counted' | 'median' | 'goal';
  numbers: (number | null)[];
}

/** The series in their order: what was counted, the median of each phase, and the goal where there is one. */
export function seriesOf(data: ChartData): Series[] {
  const { cuts, centre, heads } = data;
  const medians = [0, ...cuts].map((from, index) => ({
    name: index ? `${heads.median} ${index + 1}` : heads.median,
    role: 'median' as const,
    numbers: centre.map((value, at) =>
      at >= from && at < (cuts[index] ?? centre.length) ? short(value) : null,
    ),
  }));
  const { goal } = data;
  const aimed = { name: heads.goal, role: 'goal' as const, numbers: data.values.map(() => goal) };
  return [
    { name: data.name, role: 'counted', numbers: data.values.map(short) },
    ...medians,
    ...(goal === null ? [] : [aimed]),
  ];
}

const short = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 10_000) / 10_000;
const column = (index: number): string => String.fromCharCode(65 + index);

/** The sheet behind a chart: periods down, series across. A missing month is an empty cell, which is not zero. */
export function workbookOf(data: ChartData): Promise<Uint8Array> {
  const series = seriesOf(data);
  const said = (at: string, words: string): string =>
    `<c r="${at}" t="inlineStr"><is><t>${text(words)}</t></is></c>`;
  const rows = [
    [said('A1', data.heads.period), ...series.map((one, index) => said(`${column(index + 1)}1`, one.name))],
    ...data.labels.map((label, row) => [
      said(`A${row + 2}`, label),
      ...series.map((one, index) => {
        const number = one.numbers[row] ?? null;
        return number === null ? '' : `<c r="${column(index + 1)}${row + 2}"><v>${number}</v></c>`;
      }),
    ]),
  ];
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const kinds = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return zipOf([
    {
      name: '[Content_Types].xml',
      content: `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kinds}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kinds}.worksheet+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `${XML}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `${XML}<worksheet xmlns="${main}"><sheetData>${rows.map((cells, row) => `<row r="${row + 1}">${cells.join('')}</row>`).join('')}</sheetData></worksheet>`,
    },
  ]);
}

/** The chart's own part; `lang` as in am-ET. The workbook is its relation rId1. */
export function chartXml(data: ChartData, lang: string, face: string): string {
  const series = seriesOf(data);
  const format = FORMAT[data.unit ?? ''] ?? 'General';
  const drawn = series.map((one, index) => seriesXml(data, one, index, format, lang)).join('');
  const letters = (size: number): string =>
    `<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="${size}" lang="${lang}"><a:solidFill><a:srgbClr val="${SOFT}"/></a:solidFill><a:latin typeface="${face}"/><a:ea typeface="${face}"/><a:cs typeface="${face}"/></a:defRPr></a:pPr><a:endParaRPr lang="${lang}"/></a:p></c:txPr>`;
  const line = (colour: string): string =>
    `<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="${colour}"/></a:solidFill></a:ln></c:spPr>`;
  return (
    `${XML}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
    `<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${drawn}<c:marker val="1"/><c:axId val="111"/><c:axId val="222"/></c:lineChart>` +
    `<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${line(SOFT)}${letters(1100)}<c:crossAx val="222"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>` +
    `<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/>${data.unit === 'percent' ? '<c:max val="100"/>' : ''}<c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:majorGridlines>${line('E0D9CA')}</c:majorGridlines><c:numFmt formatCode="${text(format)}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>${line('E0D9CA')}${letters(1100)}<c:crossAx val="111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx></c:plotArea>` +
    `<c:legend><c:legendPos val="b"/><c:overlay val="0"/>${letters(1100)}</c:legend><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>` +
    `<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`
  );
}

function seriesXml(
  data: ChartData,
  { name, role, numbers }: Series,
  index: number,
  format: string,
  lang: string,
): string {
  const last = data.labels.length + 1;
  const at = column(index + 1);
  const isCounted = role === 'counted';
  const colour = role === 'median' ? ACCENT : isCounted ? INK : SOFT;
  const fill = (one: string): string => `<a:solidFill><a:srgbClr val="${one}"/></a:solidFill>`;
  const marker = (inside: string): string =>
    `<c:marker><c:symbol val="circle"/><c:size val="7"/><c:spPr>${fill(inside)}<a:ln w="15875">${fill(INK)}</a:ln></c:spPr></c:marker>`;
  const ln = `<a:ln w="${isCounted ? 15875 : 25400}" cap="rnd">${fill(colour)}${role === 'goal' ? '<a:prstDash val="sysDot"/>' : ''}<a:round/></a:ln>`;
  const open = isCounted
    ? data.hollow
        .flatMap((isSmall, point) =>
          isSmall && numbers[point] !== null
            ? [
                `<c:dPt><c:idx val="${point}"/>${marker('FFFFFF')}<c:bubble3D val="0"/><c:spPr>${ln}</c:spPr></c:dPt>`,
              ]
            : [],
        )
        .join('')
    : '';
  const points = numbers.flatMap((number, point) =>
    number === null ? [] : [`<c:pt idx="${point}"><c:v>${number}</c:v></c:pt>`],
  );
  const names = data.labels.map((label, point) => `<c:pt idx="${point}"><c:v>${text(label)}</c:v></c:pt>`);
  const count = `<c:ptCount val="${data.labels.length}"/>`;
  return tag(
    'c:ser',
    `<c:idx val="${index}"/><c:order val="${index}"/><c:tx><c:strRef><c:f>Sheet1!$${at}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>${text(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>` +
      `<c:spPr>${ln}</c:spPr>${isCounted ? marker(INK) : '<c:marker><c:symbol val="none"/></c:marker>'}${open}${isCounted ? labelsXml(data, lang) : ''}` +
      `<c:cat><c:strRef><c:f>Sheet1!$A$2:$A$${last}</c:f><c:strCache>${count}${names.join('')}</c:strCache></c:strRef></c:cat>` +
      `<c:val><c:numRef><c:f>Sheet1!$${at}$2:$${at}$${last}</c:f><c:numCache><c:formatCode>${text(format)}</c:formatCode>${count}${points.join('')}</c:numCache></c:numRef></c:val><c:smooth val="0"/>`,
  );
}

/** The numbers of what was tried, as labels of their points: they move with the chart. */
function labelsXml(data: ChartData, lang: string): string {
  const shows = (value: 0 | 1): string =>
    `<c:showLegendKey val="0"/><c:showVal val="${value}"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>`;
  const labels = [...data.notes]
    .sort((a, b) => a.at - b.at)
    .filter(({ at }) => data.values[at] != null)
    .map(
      ({ at, text: words }) =>
        `<c:dLbl><c:idx val="${at}"/><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="${lang}" sz="1200" b="1"><a:solidFill><a:srgbClr val="${ACCENT}"/></a:solidFill></a:rPr><a:t>${text(words)}</a:t></a:r></a:p></c:rich></c:tx><c:dLblPos val="t"/>${shows(1)}</c:dLbl>`,
    );
  return labels.length ? `<c:dLbls>${labels.join('')}${shows(0)}</c:dLbls>` : '';
}

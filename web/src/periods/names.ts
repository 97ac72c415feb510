/**
 * Names of months and weekdays in three languages; the short form is the first three letters.
 *
 * Own tables: Intl has no Afaan Oromo on most phones, and where it has, three Ethiopian months are wrong.
 * debo/periods/names.py holds the same words.
 */
import type { LanguageCode } from '../languages/index.svelte';

type Names = Record<LanguageCode, string[]>;

const split = (text: string): string[] => text.split(' ');

export const ethiopianMonths: Names = {
  en: split('Meskerem Tikimt Hidar Tahsas Tir Yekatit Megabit Miyazya Ginbot Sene Hamle Nehase Pagume'),
  am: split('መስከረም ጥቅምት ኅዳር ታኅሣሥ ጥር የካቲት መጋቢት ሚያዝያ ግንቦት ሰኔ ሐምሌ ነሐሴ ጳጉሜን'),
  om: split(
    'Fulbaana Onkololeessa Sadaasa Muddee Amajjii Guraandhala Bitooteessa Eebila Caamsaa Waxabajjii Adoolessa Hagayya Qaam’ee',
  ),
};

export const gregorianMonths: Names = {
  en: split('January February March April May June July August September October November December'),
  am: split('ጃንዋሪ ፌብሩዋሪ ማርች ኤፕሪል ሜይ ጁን ጁላይ ኦገስት ሴፕቴምበር ኦክቶበር ኖቬምበር ዲሴምበር'),
  // Afaan Oromo names both calendars' months alike: Amajjii is Tir and January.
  om: [...ethiopianMonths.om.slice(4, 12), ...ethiopianMonths.om.slice(0, 4)],
};

/** Monday first. */
export const weekdays: Names = {
  en: split('Monday Tuesday Wednesday Thursday Friday Saturday Sunday'),
  am: split('ሰኞ ማክሰኞ ረቡዕ ሐሙስ ዓርብ ቅዳሜ እሑድ'),
  om: split('Wiixata Kibxata Roobii Kamisa Jimaata Sanbata Dilbata'),
};

export const eras = {
  en: { ethiopian: 'E.C.', gregorian: 'G.C.' },
  am: { ethiopian: 'ዓ.ም.', gregorian: 'እ.ኤ.አ.' },
  om: { ethiopian: 'A.L.I.', gregorian: 'A.L.A.' },
};

/** The four quarters of the day from midnight. */
export const partsOfDay: Names = {
  en: ['at night', 'in the morning', 'in the afternoon', 'in the evening'],
  am: ['ከሌሊቱ', 'ከጠዋቱ', 'ከሰዓት በኋላ', 'ከምሽቱ'],
  om: ['halkan', 'ganama', 'waaree booda', 'galgala'],
};

/**
 * The rescue page's own words. They stand here and not in the catalogues, because this page must speak when no other
 * part of the app can be loaded. (Amharic and Afaan Oromo: unreviewed, as everywhere.)
 */
export interface Words {
  title: string;
  lead: string;
  looking: string;
  none: string;
  /** `{n}` entries can be saved. */
  found: string;
  save: string;
  after: string;
  saved: string;
  /** Nobody has joined on this phone since it was made anew: it can't sign, so the hub wouldn't take the file. */
  unjoined: string;
  copied: string;
  broken: string;
  back: string;
}

export const WORDS: Record<'en' | 'am' | 'om', Words> = {
  en: {
    title: 'Save what was not sent yet',
    lead: 'Use this page when Debo does not open. It reads what is on this phone and changes nothing.',
    looking: 'Looking…',
    none: 'Nothing on this phone waits to be sent. Everything written here is at the hub.',
    found: 'Not yet at the hub: {n}',
    save: 'Save them to a file',
    after:
      'Give the file to the steward of your hub, by a message, a cable or a memory card. They stay on this phone too.',
    saved: 'The file was saved. Nothing was removed from this phone.',
    unjoined:
      'The hub can’t take a file from this phone yet, because nobody has joined on it again. Nothing is lost: please join with a new code, then Debo sends it by itself. Until then this is only a copy.',
    copied: 'A copy was saved. The hub takes it only when you have joined on this phone again.',
    broken:
      'The browser does not open its storage. Please restart the phone and come back to this page; do not clear the browser’s data.',
    back: 'Back to Debo',
  },
  am: {
    title: 'ገና ያልተላከውን አስቀምጥ',
    lead: 'ዴቦ ካልተከፈተ ይህን ገጽ ይጠቀሙ። በዚህ ስልክ ያለውን ያነባል፤ ምንም አይቀይርም።',
    looking: 'በመፈለግ ላይ…',
    none: 'በዚህ ስልክ ለመላክ የሚጠብቅ ነገር የለም። እዚህ የተጻፈው ሁሉ በማዕከሉ ነው።',
    found: 'ገና በማዕከሉ ያልሆነ፦ {n}',
    save: 'ወደ ፋይል አስቀምጥ',
    after: 'ፋይሉን በመልእክት፣ በገመድ ወይም በሚሞሪ ካርድ ለማዕከልዎ አስተባባሪ ይስጡ። በዚህ ስልክም ይቆያል።',
    saved: 'ፋይሉ ተቀምጧል። ከዚህ ስልክ የተወገደ ነገር የለም።',
    unjoined:
      'በዚህ ስልክ ገና ማንም ዳግም ስላልተቀላቀለ ማዕከሉ ፋይሉን ገና መቀበል አይችልም። የጠፋ ነገር የለም፤ እባክዎ በአዲስ ኮድ ይቀላቀሉ፤ ከዚያ ዴቦ በራሱ ይልከዋል። እስከዚያ ይህ ቅጂ ብቻ ነው።',
    copied: 'ቅጂ ተቀምጧል። ማዕከሉ የሚቀበለው በዚህ ስልክ ዳግም ሲቀላቀሉ ብቻ ነው።',
    broken: 'አሳሹ ማከማቻውን አልከፈተም። እባክዎ ስልኩን አጥፍተው ያብሩና ወደዚህ ገጽ ይመለሱ፤ የአሳሹን መረጃ አያጥፉ።',
    back: 'ወደ ዴቦ ተመለስ',
  },
  om: {
    title: 'Waan hin ergamne olkaa’i',
    lead: 'Yoo Debo banamuu dide fuula kana fayyadamaa. Waan bilbila kana irra jiru dubbisa; homaa hin jijjiiru.',
    looking: 'Barbaadaa jira…',
    none: 'Bilbila kana irra wanti ergamuuf eegu hin jiru. Wanti as barreeffame hundi wiirtuu irra jira.',
    found: 'Kan wiirtuu hin geenye: {n}',
    save: 'Faayilitti olkaa’i',
    after:
      'Faayilicha ergaadhaan, fiboodhaan ykn kaardii yaadannoo qindeessaa wiirtuu keessaniif kennaa. Bilbila kana irras ni tura.',
    saved: 'Faayilichi olkaa’ameera. Bilbila kana irraa wanti haqame hin jiru.',
    unjoined:
      'Bilbila kana irratti namni deebi’ee makame waan hin jirreef wiirtuun faayilii kana amma fudhachuu hin danda’u. Wanti bade hin jiru: maaloo koodii haaraan makamaa; sana booda Debo ofumaan erga. Hamma sanatti kun garagalcha qofa.',
    copied:
      'Garagalchi olkaa’ameera. Wiirtuun kan fudhatu yeroo bilbila kana irratti deebitanii makamtan qofa.',
    broken:
      'Biraawzarichi kuusaa isaa hin banne. Maaloo bilbila dhaamsaatii ibsaa, fuula kanatti deebi’aa; odeeffannoo biraawzarii hin haqinaa.',
    back: 'Gara Debotti deebi’i',
  },
};

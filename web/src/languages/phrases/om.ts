/**
 * Afaan Oromo: words that blame a person, with the endings for who and when, and what one could say instead.
 * `'` stands for hudhaa however it was typed; hin … qabu, qabdu and qaban are the same word of him, her and them.
 */
import type { Way } from './gentle';

const HAS_NOT = 'hin qab(?:u|du|an|ne|da)';

export const om: Way[] = [
  {
    say: 'Yeroo sana wanti nu yaadachiisu hin turre. Maaltu nu yaadachiisuu danda’a?',
    // Dagatte, dagate, dagatan; not hin daganne, by which a team speaks of itself.
    when: [
      ' (?:irra )?(?:dagate|dagatte|dagatan|dagata|dagatti|dagatu|irraanfate|irraanfatte|irraanfatan|irraanfata|irraanfatti)[ .,;!?]',
    ],
  },
  {
    say: 'Akkaataa hojii keenyaa keessatti kun salphaatti nu jala darba. Maaltu salphisuu danda’a?',
    when: [
      `of[ -]?eeggannoo ${HAS_NOT}`,
      'of[ -]?eeggannoo dhab(?:uu|e|de|an|ii|eenya)',
      'dhimma malee|dagannoo',
      `dhimm(?:a|i) ${HAS_NOT}`,
      'dhimmamuu dhab',
      ' tuff(?:ate|atte|atan|ata|atti|atu)[ .,;!?]',
    ],
  },
  {
    say: 'Yeroo sana hojiin biraa baay’eetu jira. Kanaaf yeroo akkamitti arganna?',
    when: [
      "dhibaa'(?:aa|oo|ummaa|ummaan)|dhibaa'ummaa",
      `(?:kutannoo|naamusa|fedhii|kaka'umsa|dantaa|xiyyeeffannoo)(?: fi [a-z']+)? ${HAS_NOT}`,
      'dantaa dhab|dantaa maleey',
      'homaa hin hojje(?:tu|ttu|tan|nne)|waan tokkollee hin hojje(?:tu|ttu|tan)',
    ],
  },
  {
    say: 'Maaltu akka rakkise ammallee hin beeknu. Haa gaafannu.',
    when: [' ni did(?:e|de|an|a|i|u)[ .,;!?]', 'uu (?:ni )?did(?:e|de|an|a|i|u)[ .,;!?]', 'mata jabeess'],
  },
  {
    say: 'Kana shaakaluuf carraan bal’aan hin turre. Eenyutu agarsiisuu danda’a?',
    when: [`dandeettii (?:gahaa )?${HAS_NOT}`, 'dandeettii dhab', 'gowwaa|doofaa', 'hanqina dandeettii'],
  },
  {
    say: 'Kun hojii eenyuu akka ta’e ammallee ifa miti. Walii haa gallu.',
    when: [
      'itti ?gaafatamummaa[a-z]* (?:fudhatu|fudhate) hin (?:jiru|turre)',
      `itti ?gaafatamummaa ${HAS_NOT}`,
      'itti ?gaafatamummaa (?:dhab|hin fudha)',
    ],
  },
  {
    say: 'Yeroo sana mul’achuu hin dandeenye. Maaltu mul’isuu danda’a?',
    when: [
      '(?:beekuu|arguu|gochuu|hubachuu|yaaduu|mirkaneessuu) qab(?:a|di|u|du) tur(?:e|te|an)',
      'beekuu qab(?:a|di) ture',
    ],
  },
  {
    say: 'Waa’ee kanaa yeroo itti mari’annu sirrii ta’e ammallee hin arganne.',
    when: ["(?:gonkumaa|matumaa|yoomiyyuu) (?:nu )?hin dhaga'(?:an|u|tu)", "nu hin dhaga'(?:an|u)"],
  },
  {
    say: 'Akkaataa hojii keenyaa keessaa wanti tokko asiin nu ga’e. Maal inni?',
    when: [
      'badii(?:n|nis)? (?:kun |kan )',
      'badiin (?:isaa|ishee|isaanii)',
      'balleessaan (?:kun |kan )',
      'yakkam|balleessituu',
    ],
  },
  {
    say: 'Ergaan keenya ammallee hunda bira hin geenye. Akkamitti haala biraatiin dubbanna?',
    when: ['wallaal(?:aa|ota|oota|tuu|ummaa)', 'doofummaa'],
  },
  {
    say: 'Maaltu isaan rakkise? Akkamitti gargaarra?',
    when: ["(?:adabamuu|ari'amuu|ceepha'amuu) qab(?:a|di|u|an)", 'haa adabam'],
  },
];

/** English: words that blame a person, in the forms they take, and what one could say instead. */
import type { Way } from './gentle';

const STAFF =
  '(?:he|she|they|you|nobody|no one|[a-z]*(?:wife|wives|nurse|nurses|doctor|doctors|staff|officer|head|worker|workers|clerk|hews?|mothers?|people|team))';

export const en: Way[] = [
  {
    say: 'Nothing reminded us at that moment. What could remind us?',
    when: [
      // "We forgot" is a team speaking of itself.
      " (?!we |i |us |not |never )['a-z-]+ (?:always |often |again |just )?(?:forgets?|forgot|has forgotten|have forgotten|had forgotten)[ .,;!?]",
      ' keeps? (?:on )?forgetting',
      'forgetful',
    ],
  },
  {
    say: 'It is easy to miss this in the way we work. What would make it easier?',
    when: [
      'careless',
      'negligen',
      'reckless',
      'sloppy',
      'sloppiness',
      `${STAFF} (?:has |have |had )?neglect`,
    ],
  },
  {
    say: 'Much else has to be done at that time. What would give us room for this?',
    when: [
      ' (?:lazy|lazier|laziness|lazily|idle|idleness)[ .,;!?]',
      "(?:do|does|did)(?: not|n't) (?:really )?care",
      "don't care|doesn't care|didn't care|couldn't care",
      '(?:lack|lacks|lacked|lacking|lack of|no|without) (?:of )?(?:commitment|discipline|motivation|dedication|interest|seriousness)',
      'does nothing|do nothing|did nothing|never helps?',
      'unmotivated|undisciplined|uncommitted|unwilling',
    ],
  },
  {
    say: 'We do not know yet what makes it hard. Let us ask.',
    when: [
      ' refus(?:e|es|ed|ing|al) to ',
      `${STAFF} refus(?:e|es|ed)[ .,;!?]`,
      'stubborn',
      'uncooperative',
      'resist(?:s|ed)? (?:us|every)',
    ],
  },
  {
    say: 'There was little chance to practise this. Who could show it?',
    when: [
      'incompeten',
      'unskilled (?:staff|nurse|midwi)',
      'good for nothing',
      'useless (?:person|staff)',
      ' stupid',
      "(?:can't|cannot) do anything",
    ],
  },
  {
    say: 'It is not clear yet whose task this is. Let us agree on it.',
    when: [
      'irresponsib',
      '(?:nobody|no one|no-one) (?:takes?|took|feels?|has taken) (?:any )?responsib',
      'unreliable (?:person|staff|nurse|midwi)',
    ],
  },
  {
    say: 'At that moment it could not be seen. What would make it visible?',
    when: [`${STAFF} (?:should|ought to|must|could) have (?:known|seen|noticed|thought|done|checked)`],
  },
  {
    say: 'We have not found the right moment to talk about it yet.',
    when: [
      ' never (?:listens?|listened|answers?|learns?|hears?)',
      "(?:do|does|did)(?: not|n't) (?:want to )?listen",
    ],
  },
  {
    say: 'Something in the way we work led to this. What was it?',
    when: [
      '(?:his|her|their|your|whose) (?:own )?(?:fault|blame)',
      "[a-z]'s? fault",
      'fault of ',
      ' (?:is|are|was|were) to blame',
      '(?:we|i|they|he|she) (?:blames?|blamed|accuses?|accused) (?:him|her|them|the [a-z]+)[ .,;!?]',
      'guilty',
    ],
  },
  {
    say: 'Our message has not reached everybody yet. How else could we say it?',
    when: [' ignoran(?:t|ce)', 'uneducated (?:mother|people)', 'backward'],
  },
  {
    say: 'What makes it hard, and how can we help?',
    when: [
      '(?:must|should|need to|have to|will) be (?:punished|disciplined|fined|dismissed|warned)',
      'punish(?:ment)? (?:him|her|them|those|for)',
    ],
  },
];

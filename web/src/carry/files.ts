/** The files of one handing over, as they are saved on a stick or sent from the phone. */
import type { HandingOver } from '../ledger/carried';

/** What messages and small cards take without trouble; above it a person may ask for parts. */
export const PART_BYTES = 1_000_000;

/** How many bytes the handing over has. */
export const sizeOf = ({ files }: HandingOver): number => files.reduce((sum, { size }) => sum + size, 0);

/** As saved: `debo-7K2M-Q9TD.debo`, of several parts with their number. */
export const toSave = (made: HandingOver): File[] => named(made, '.debo', 'application/x-debo');

/**
 * As sent: browsers hand only texts, pictures, sounds and PDFs to other apps, by their name and kind. What is in
 * the file stays the same, and who takes it in looks at that and not at its name.
 */
export const toSend = (made: HandingOver): File[] => named(made, '.debo.txt', 'text/plain');

function named({ files, handed }: HandingOver, ending: string, type: string): File[] {
  return files.map((blob, i) => {
    const part = files.length > 1 ? `-${i + 1}` : '';
    return new File([blob], `debo-${handed.code}${part}${ending}`, { type });
  });
}

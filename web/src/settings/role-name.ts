/** A role in the reader's language. */
import { t } from '../languages';
import { roleLabel } from '../people/roles';

export function roleName(key: string): string {
  return t(roleLabel(key));
}

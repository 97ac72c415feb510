/** How evenly a meeting was shared, in words; a description, never a mark. The steps are Debo's own. */
import { t } from '../../languages';

export function evenness(inequality: number): string {
  if (inequality < 0.25) return t('Everybody gave about as much.');
  if (inequality < 0.6) return t('Some gave more than others.');
  return t('Much came from a few. Whom could we ask first next time?');
}

/** The thresholds of mentoring: the same file the hub reads (debo/mentoring/settings.json); none is verified yet. */
import table from '../../../debo/mentoring/settings.json';

export const INDEPENDENCE = table.independence;
export const FADING = table.fading;
export const PROGRESS = table.progress;
export const IS_VERIFIED = table.verified;

/** The Ethiopian calendar and the periods a measure is reported in; debo/periods is the same in Python. */
export * from './ethiopian';
export * from './labels';
export * from './period';
export { PeriodError } from './refusal';
export * from './today';

export { answersReadBy } from './answers-read-by.ts';
export { type Checked, checkRule, type Fields, type Kind, type Problem } from './check-rule.ts';
export { isDay } from './day.ts';
export { evaluate, type Step, trace } from './evaluate.ts';
export { type Answers, type Facts, operatorOf, type Rule, type Value } from './rule.ts';

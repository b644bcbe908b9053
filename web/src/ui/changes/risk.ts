import type { RiskQuestion } from '@/api/changes';

/** How many of the questions have an answer. */
export const answered = (questions: RiskQuestion[], answers: Record<string, string>): number =>
  questions.filter(({ key, answers: known }) => known.some((one) => one.key === answers[key])).length;

/** Share of the points that were given, in percent, as the server reckons it; null while something is unanswered. */
export function scoreOf(questions: RiskQuestion[], answers: Record<string, string>): number | null {
  if (questions.length === 0 || answered(questions, answers) < questions.length) return null;
  const given = questions.map(
    ({ key, answers: known }) => known.find((one) => one.key === answers[key])?.points ?? 0,
  );
  const most = questions.map(({ answers: known }) => Math.max(...known.map((one) => one.points)));
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return sum(most) === 0 ? 0 : Math.floor((200 * sum(given) + sum(most)) / (2 * sum(most)));
}

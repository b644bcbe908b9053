import { queryOptions } from '@tanstack/react-query';
import { call, collection } from './admin-http';
import { changeKeys } from './changes';
import type { components } from './schema';

type Schemas = components['schemas'];

export type Freeze = Schemas['FreezeRead'];
export type FreezeInput = Schemas['FreezeCreate'];

const FREEZES = '/api/changes/freeze-windows';

const readFreezes = async (signal?: AbortSignal) =>
  (await call<{ items: Freeze[] }>('get', FREEZES, signal ? { signal } : {})).items;

export const freezesQuery = () =>
  queryOptions({
    queryKey: changeKeys.settings('freezes'),
    queryFn: ({ signal }) => readFreezes(signal),
  });

/** One freeze as it is now; there are few, and the list is the only place that has them. */
export async function readFreeze(id: string): Promise<Freeze> {
  const found = (await readFreezes()).find((one) => one.id === id);
  if (!found) throw new Error('This freeze was lifted meanwhile.');
  return found;
}

export const createFreeze = (body: FreezeInput, key: string) => call<Freeze>('post', FREEZES, { body, key });

export const editFreeze = (id: string, version: number, body: FreezeInput) =>
  call<Freeze>('patch', `${FREEZES}/${id}`, { body, version });

export const liftFreeze = (id: string) => call<void>('delete', `${FREEZES}/${id}`);

export type Template = Schemas['ChangeTemplateRead'];
export type TemplateInput = Schemas['ChangeTemplateCreate'];
export type TemplatePatch = Partial<Schemas['ChangeTemplatePatch']>;
export type RiskQuestion = Schemas['RiskQuestionRead'];
export type RiskAnswer = Schemas['RiskAnswerRead'];
export type ApprovalRule = Schemas['ChangeRuleRead'];
export type ApprovalRuleInput = Schemas['ChangeRulePut'];

export const changeTemplates = collection<Template, TemplateInput, TemplatePatch>(
  'change-templates',
  '/api/changes/templates',
  changeKeys.settings('templates'),
);

/** One template as it is now: there are few, and the list is the only place that has them. */
export async function readTemplate(id: string): Promise<Template> {
  const { items } = await call<{ items: Template[] }>('get', changeTemplates.path);
  const found = items.find((one) => one.id === id);
  if (!found) throw new Error('This template is gone.');
  return found;
}

export const putRiskQuestions = (items: RiskQuestion[]) =>
  call<void>('put', '/api/changes/risk-questions', { body: { items } });

export const approvalRulesQuery = () =>
  queryOptions({
    queryKey: changeKeys.settings('rules'),
    queryFn: async ({ signal }) =>
      (await call<{ items: ApprovalRule[] }>('get', '/api/changes/approval-rules', { signal })).items,
  });

export const putApprovalRules = (items: ApprovalRuleInput[]) =>
  call<void>('put', '/api/changes/approval-rules', { body: { items } });

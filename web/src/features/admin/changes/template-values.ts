import type { Template } from '@/api/change-settings';

/** What stands in the form: the template's own fields and those it fills in, side by side. */
export interface TemplateValues {
  name: string;
  description: string;
  duration_minutes: number;
  is_preapproved: boolean;
  is_active: boolean;
  title: string;
  reason: string;
  systems: string[];
  business_impact: string;
  implementation_plan: string;
  rollback_plan: string;
  test_plan: string;
  communication_plan: string;
  risk_answers: Record<string, string>;
}

export const EMPTY_TEMPLATE: TemplateValues = {
  name: '',
  description: '',
  duration_minutes: 60,
  is_preapproved: false,
  is_active: true,
  title: '',
  reason: '',
  systems: [],
  business_impact: '',
  implementation_plan: '',
  rollback_plan: '',
  test_plan: '',
  communication_plan: '',
  risk_answers: {},
};

export const templateValues = ({ fields, ...own }: Template): TemplateValues => ({
  name: own.name,
  description: own.description,
  duration_minutes: own.duration_minutes,
  is_preapproved: own.is_preapproved,
  is_active: own.is_active,
  title: fields.title ?? '',
  reason: fields.reason ?? '',
  systems: fields.systems ?? [],
  business_impact: fields.business_impact ?? '',
  implementation_plan: fields.implementation_plan ?? '',
  rollback_plan: fields.rollback_plan ?? '',
  test_plan: fields.test_plan ?? '',
  communication_plan: fields.communication_plan ?? '',
  risk_answers: fields.risk_answers ?? {},
});

/** The fields as the server takes them. */
export function templateBody(values: TemplateValues) {
  const { name, description, duration_minutes, is_preapproved, is_active, title, ...fields } = values;
  return {
    name: name.trim(),
    description,
    duration_minutes: Number(duration_minutes),
    is_preapproved,
    is_active,
    fields: { ...fields, title: title.trim() || null },
  };
}

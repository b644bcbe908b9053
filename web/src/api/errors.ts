import type { FieldProblem, ProblemBody } from './types';

type Words = (code: string) => string | undefined;
let inWords: Words | undefined;

/** Read refusals out in the language of the screens; without words for a code the server's own are shown. */
export function speakRefusals(words: Words | undefined): void {
  inWords = words;
}

/** What the server refused, or that it could not be reached (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: ProblemBody;
  readonly requestId: string | null;
  /** Seconds the server asked us to wait, from `Retry-After`. */
  readonly retryAfter: number | null;

  constructor(problem: ProblemBody, requestId: string | null, retryAfter: number | null = null) {
    super(inWords?.(problem.code ?? '') || problem.detail || problem.title);
    this.name = 'ApiError';
    this.status = problem.status;
    this.problem = problem;
    this.requestId = problem.request_id ?? requestId;
    this.retryAfter = retryAfter;
  }

  get code(): string {
    return this.problem.code ?? '';
  }

  get fields(): FieldProblem[] {
    return this.problem.errors ?? [];
  }

  /** First message of each field, keyed by the field's name without its `body.` prefix. */
  get fieldErrors(): Record<string, string> {
    const messages: Record<string, string> = {};
    for (const { field, code, message } of this.fields) {
      messages[field.replace(/^body\./, '')] ??= inWords?.(code) || message;
    }
    return messages;
  }
}

export function isApiError(error: unknown, status?: number): error is ApiError {
  return error instanceof ApiError && (status === undefined || error.status === status);
}

/** True for failures another try may cure: no network, an overloaded or restarting server. */
export function isTransient(error: unknown): boolean {
  return isApiError(error) && (error.status === 0 || error.status === 429 || error.status >= 500);
}

export function networkError(): ApiError {
  return new ApiError({ status: 0, title: 'Network error', code: 'network' }, null);
}

/** Turn a refused response into an error, whether or not its body is a problem document. */
export async function errorFrom(response: Response): Promise<ApiError> {
  const requestId = response.headers.get('X-Request-ID');
  const retry = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  const problem = await readProblem(response);
  return new ApiError(problem, requestId, Number.isNaN(retry) ? null : retry);
}

async function readProblem(response: Response): Promise<ProblemBody> {
  const fallback = { status: response.status, title: response.statusText || `HTTP ${response.status}` };
  if (!(response.headers.get('Content-Type') ?? '').includes('json')) return fallback;
  try {
    return { ...fallback, ...((await response.clone().json()) as ProblemBody), status: response.status };
  } catch {
    return fallback;
  }
}

import * as z from 'zod/mini';

/** Long enough to resist guessing; the server's rule decides in the end. */
export const MIN_PASSWORD = 12;

interface Words {
  email: string;
  required: string;
  short: string;
  different: string;
}

export const loginSchema = (words: Pick<Words, 'email' | 'required'>) =>
  z.object({
    email: z.string().check(z.trim(), z.email(words.email)),
    password: z.string().check(z.minLength(1, words.required)),
  });

export const emailSchema = (words: Pick<Words, 'email'>) =>
  z.object({ email: z.string().check(z.trim(), z.email(words.email)) });

export const newPasswordSchema = (words: Pick<Words, 'short' | 'different'>) =>
  z
    .object({ password: z.string().check(z.minLength(MIN_PASSWORD, words.short)), again: z.string() })
    .check(z.refine((value) => value.password === value.again, { error: words.different, path: ['again'] }));

export const invitationSchema = (words: Pick<Words, 'short' | 'different'> & { name: string }) =>
  z
    .object({
      name: z.string().check(z.trim(), z.minLength(1, words.name)),
      password: z.string().check(z.minLength(MIN_PASSWORD, words.short)),
      again: z.string(),
    })
    .check(z.refine((value) => value.password === value.again, { error: words.different, path: ['again'] }));

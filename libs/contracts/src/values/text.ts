import { z } from 'zod';

/** Words that a person typed, without the blanks around them; never empty. */
export const text = (max: number) => z.string().trim().min(1).max(max);

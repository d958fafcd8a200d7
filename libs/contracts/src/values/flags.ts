import { z } from 'zod';
import { FlagCode } from '../codes';

export const flagsSchema = z.array(FlagCode).max(16).describe('Flags that are set');

import type { RateLimiter } from '@redress/http';
import { z } from 'zod';

/** What a complainant identifies a case by. */
export const trackingPair = {
  complaintNo: z.string().trim().min(1).max(64).describe('Number of the complaint'),
  trackingCode: z.string().trim().min(1).max(40).describe('Code from the registration; case and spaces do not matter'),
};

/** One subject of the limit for everything that takes a number with a code, so that guesses cannot be spread over routes. */
const GUESSES = 'portal number and code';

/**
 * Counts a guess of number and code.
 * @throws Problem 429 when the address has asked too often
 */
export function countGuess(limiter: RateLimiter, address: string, perMinute: number): Promise<void> {
  return limiter.take(GUESSES, address, { points: perMinute, perSeconds: 60, by: 'ip' });
}

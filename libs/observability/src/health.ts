/** Outcome of one readiness check; `detail` says what is wrong, in words fit for an operator. */
export interface CheckResult {
  readonly ok: boolean;
  readonly detail?: string;
}

export interface HealthReport {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, CheckResult>>;
}

const CHECK_TIMEOUT_MS = 2_000;

/** What a service says about itself: alive (else restart it) and ready (else send it nothing). */
export class HealthRegistry {
  private readonly checks = new Map<string, () => Promise<CheckResult>>();
  private fault: string | undefined;
  private draining = false;

  /** Adds a readiness check. One that throws or takes longer than two seconds counts as not ready. */
  register(name: string, check: () => Promise<CheckResult>): void {
    if (this.checks.has(name)) throw new Error(`There is a readiness check named "${name}" already`);
    this.checks.set(name, check);
  }

  /** Says that this process cannot recover by itself and should be restarted. */
  fail(reason: string): void {
    this.fault ??= reason;
  }

  /** Says that the process is going down: ready no more, alive still. */
  drain(): void {
    this.draining = true;
  }

  live(): HealthReport {
    return this.fault ? report({ process: { ok: false, detail: this.fault } }) : report({ process: { ok: true } });
  }

  /** Runs all checks at once. */
  async ready(): Promise<HealthReport> {
    const names = [...this.checks.keys()];
    const results = await Promise.all([...this.checks.values()].map((check) => settle(check)));
    const checks = Object.fromEntries(names.map((name, at) => [name, results[at] as CheckResult]));
    const own = {
      ok: !this.draining && !this.fault,
      detail: this.fault ?? (this.draining ? 'shutting down' : undefined),
    };
    return report({ process: own, ...checks });
  }
}

function report(checks: Record<string, CheckResult>): HealthReport {
  return { ok: Object.values(checks).every((check) => check.ok), checks };
}

async function settle(check: () => Promise<CheckResult>): Promise<CheckResult> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<CheckResult>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, detail: 'no answer in time' }), CHECK_TIMEOUT_MS);
  });
  try {
    return await Promise.race([check(), tooLate]);
  } catch (error) {
    // The kind only: a driver's message may quote data.
    return { ok: false, detail: error instanceof Error ? error.name : 'failed' };
  } finally {
    clearTimeout(timer);
  }
}

/** What `npm audit --json` answers: a report, or why there is none. */
export interface AuditAnswer {
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly range?: string }>>;
  readonly metadata?: { readonly dependencies?: { readonly total?: number } };
  readonly message?: string;
  readonly error?: { readonly code?: string; readonly summary?: string };
}

export interface AuditVerdict {
  readonly state: 'ok' | 'failed' | 'not checked';
  readonly lines: readonly string[];
}

/** An answer without a report is never a pass. High and critical ones fail; others are named. */
export function judgeAudit({ vulnerabilities, metadata, message, error }: AuditAnswer): AuditVerdict {
  if (!vulnerabilities || error) {
    const reason = message ?? error?.summary ?? error?.code ?? 'the answer holds no report';
    return { state: 'not checked', lines: [`the registry does not answer npm audit: ${reason.split('\n')[0]}`] };
  }
  const found = Object.entries(vulnerabilities).map(([name, { severity, range = '' }]) => ({
    severity,
    line: `${severity}: ${name} ${range}`.trim(),
  }));
  const isGrave = found.some(({ severity }) => severity === 'high' || severity === 'critical');
  const lines = found.map(({ line }) => line);
  return {
    state: isGrave ? 'failed' : 'ok',
    lines: lines.length > 0 ? lines : [`none known among ${metadata?.dependencies?.total ?? 'the'} packages`],
  };
}

import { Injectable } from '@nestjs/common';
import { Directory, type DirectorySource } from '@redress/access';
import { faultAt } from '@redress/commands';
import type { FaultCode } from '@redress/contracts';
import type { SubmissionToSign } from '@redress/security';
import type { SourceProof } from './read-submission-record';
import { SubmissionSettings } from './submission-settings';

type Proof = ReturnType<SourceProof['prove']>;
type ProofFault = Extract<
  FaultCode,
  'unknown-source' | 'inactive-source' | 'missing-signature' | 'wrong-signature' | 'no-key'
>;

/** The systems that may publish complaints, as the directory knows them, and how they prove themselves (contracts, section 7). */
@Injectable()
export class SubmissionSources implements SourceProof {
  constructor(
    private readonly directory: Directory,
    private readonly settings: SubmissionSettings,
  ) {}

  prove(claimed: SubmissionToSign, signature: string | undefined): Proof {
    const entry = this.directory.source(claimed.source);
    if (!entry) return fault('unknown-source');
    if (!entry.active) return fault('inactive-source');
    if (signature === undefined) return fault('missing-signature');
    return this.proveBySignature(entry, claimed, signature);
  }

  private proveBySignature(entry: DirectorySource, claimed: SubmissionToSign, signature: string): Proof {
    const { sourceKeys } = this.settings;
    if (sourceKeys.proves(entry.keyIds, signature, claimed)) return { provenBy: entry };
    return entry.keyIds.some((keyId) => sourceKeys.has(keyId)) ? fault('wrong-signature') : fault('no-key');
  }
}

/** It is about the record as a whole. */
function fault(code: ProofFault): Proof {
  const { pointer: _, ...whole } = faultAt('', code);
  return { fault: whole };
}

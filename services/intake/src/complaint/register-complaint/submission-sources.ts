import { Injectable } from '@nestjs/common';
import { Directory, type DirectorySource } from '@redress/access';
import type { SubmissionToSign } from '@redress/security';
import type { SourceProof } from './read-submission-record';
import { SubmissionSettings } from './submission-settings';

type Proof = ReturnType<SourceProof['prove']>;

/** The systems that may publish complaints, as the directory knows them, and how they prove themselves (contracts, section 7). */
@Injectable()
export class SubmissionSources implements SourceProof {
  constructor(
    private readonly directory: Directory,
    private readonly settings: SubmissionSettings,
  ) {}

  prove(claimed: SubmissionToSign, signature: string | undefined): Proof {
    const entry = this.directory.source(claimed.source);
    if (!entry) return fault('unknown-source', 'source is not in the directory');
    if (!entry.active) return fault('inactive-source', 'source is not active');
    if (signature === undefined) return fault('missing-signature', 'ce_redresssignature must be given');
    return this.proveBySignature(entry, claimed, signature);
  }

  private proveBySignature(entry: DirectorySource, claimed: SubmissionToSign, signature: string): Proof {
    const { sourceKeys } = this.settings;
    if (sourceKeys.proves(entry.keyIds, signature, claimed)) return { provenBy: entry };
    return entry.keyIds.some((keyId) => sourceKeys.has(keyId))
      ? fault('wrong-signature', 'ce_redresssignature is not that of the source over id, source and value')
      : fault('no-key', 'no key of the source is known here');
  }
}

const fault = (code: string, detail: string): Proof => ({ fault: { code, detail } });

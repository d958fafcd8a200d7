import { Injectable, Optional, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { authorise, authoriseAtMachineEndpoint, Directory } from '@redress/access';
import { InvalidToken, TokenVerifier } from '@redress/security';
import type { FastifyRequest } from 'fastify';
import { complaintParamOf, endpointOf, type Access, type DeclaredEndpoint } from './endpoint';
import { RateLimiter } from '../operations/rate-limiter';
import { currentActor, type CurrentActor } from './request-state';
import { StaffAddresses } from './staff-addresses';

const BEARER = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i;

/** Admits a request as its endpoint's contract says: rate limit, token, directory entry, role or scope. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly directory: Directory,
    private readonly limiter: RateLimiter,
    @Optional() private readonly staffAddresses?: StaffAddresses,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const endpoint = endpointOf(context.getHandler());
    if (!endpoint) return false;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    await this.limit(endpoint, 'ip', request.ip, request);
    if (endpoint.access === 'public') return true;
    // Of a complaint in the path the roles are judged with the relation to it, when the service has caught up.
    const isOnComplaint = complaintParamOf(endpoint, request.routeOptions.url ?? '') !== undefined;
    const access = isOnComplaint && Array.isArray(endpoint.access) ? 'authenticated' : endpoint.access;
    const actor = await this.identify(request, access);
    request.redress.actor = actor;
    await this.limit(endpoint, 'principal', actor.sub, request);
    return true;
  }

  private async identify(
    { headers, ip, redress: state }: FastifyRequest,
    access: Exclude<Access, 'public'>,
  ): Promise<CurrentActor> {
    const token = BEARER.exec(headers.authorization ?? '')?.[1];
    if (!token) throw new InvalidToken('Send the access token as "Authorization: Bearer <token>"');
    const principal = await this.verifier.verify(token);
    state.caller = principal.sub;
    if (principal.kind === 'STAFF') await this.staffAddresses?.note(ip);
    if (typeof access === 'object' && 'scopes' in access) {
      return currentActor(principal, authoriseAtMachineEndpoint(principal, this.directory, access));
    }
    return currentActor(
      principal,
      authorise(principal, this.directory, access === 'authenticated' ? {} : { roles: access }),
    );
  }

  private async limit(
    { rateLimit }: DeclaredEndpoint,
    by: 'ip' | 'principal',
    subject: string,
    { method, routeOptions }: FastifyRequest,
  ): Promise<void> {
    if (rateLimit?.by === by) await this.limiter.take(`${method} ${routeOptions.url}`, subject, rateLimit);
  }
}

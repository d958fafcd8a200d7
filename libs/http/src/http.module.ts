import './problems/known-problems';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccessGuard } from './contract/access.guard';
import { Commands } from './idempotency/commands';
import { ContractInterceptor } from './contract/contract.interceptor';
import { HttpOptions } from './http-options';
import { IdempotencyStore } from './idempotency/idempotency-store';
import { InternalClockController } from './operations/internal-clock.controller';
import { OperationsController } from './operations/operations.controller';
import { RateLimiter } from './operations/rate-limiter';

/**
 * Access control, contracts, idempotency, rate limits, health and metrics for the controllers of one application.
 * A global module of the application provides `Database`, `TokenVerifier`, `Directory`, `SeenGate`, `CaseGate`, `HealthRegistry`,
 * `Metrics` and, when the clock is driven, `BusinessClock`; `httpMigrations` belong to its database.
 */
@Module({})
export class HttpModule {
  static forRoot(options: HttpOptions): DynamicModule {
    return {
      module: HttpModule,
      global: true,
      controllers: [OperationsController, ...(options.drivenClock ? [InternalClockController] : [])],
      providers: [
        { provide: HttpOptions, useValue: options },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: ContractInterceptor },
        IdempotencyStore,
        RateLimiter,
        Commands,
      ],
      exports: [Commands, HttpOptions, IdempotencyStore, RateLimiter],
    };
  }
}

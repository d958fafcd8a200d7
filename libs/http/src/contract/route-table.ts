import { listenerOf, type Listener } from '@redress/contracts';
import { Problem } from '../problems/problem';

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly listener: Listener;
}

/** All routes of the application, to tell a wrong method from a wrong address. */
export class RouteTable {
  private readonly routes: Route[] = [];

  /** Adds a route in the syntax of the router, e.g. `/v1/complaints/:id`. */
  add(methods: string | readonly string[], path: string): void {
    for (const method of [methods].flat()) {
      this.routes.push({ method, pattern: patternOf(path), listener: listenerOf(path) });
    }
  }

  /** The problem with a request that no route of its listener took: 405 with `Allow` when other methods fit, else 404. */
  missing(method: string, url: string, listener: Listener): Problem {
    const path = url.split('?', 1)[0] as string;
    const fitting = this.routes.filter((route) => route.listener === listener && route.pattern.test(path));
    const allowed = new Set(fitting.map((route) => route.method));
    if (allowed.size === 0 || allowed.has(method))
      return new Problem(404, 'not-found', 'There is nothing at this address');
    const allow = [...allowed].sort().join(', ');
    return new Problem(
      405,
      'method-not-allowed',
      'The address does not take this method',
      { allow: [...allowed].sort() },
      { allow },
    );
  }
}

function patternOf(path: string): RegExp {
  const segments = path.split('/').map((segment) => {
    if (segment.startsWith(':')) return '[^/]+';
    return segment === '*' ? '.*' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${segments.join('/')}/?$`);
}

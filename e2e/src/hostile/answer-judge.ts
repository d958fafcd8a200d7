import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { type ApiDocument, type JsonSchema, standalone } from './api-document';
import type { HostileRequest } from './hostile-requests';
import { PERSONAL } from './hostile-values';
import { organisationOf, type OwnWords } from './organisations';
import type { Outcome, WireAnswer } from './wire';

const PROBLEM = 'application/problem+json';
const POINTER = /^(\/([^~/]|~[01])*)*$/;
/** Traces, statements and names of parts: nothing that a stranger should be told. */
const INNARDS =
  /\bat \S+ \(.*:\d+:\d+\)|node_modules|\.js:\d+|QueryFailedError|ZodError|syntax error at or near|violates .* constraint|FST_ERR|ECONN/;
/** What a server says before or instead of asking the application. */
const OF_ANY_ADDRESS = new Set([400, 404, 405, 408, 413, 414, 415, 431]);

/** Judges answers by the document of their service, and by who asked. */
export class AnswerJudge {
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(
    private readonly document: ApiDocument,
    private readonly ownWords: OwnWords,
  ) {}

  /** Everything that is wrong with an outcome. */
  faultsOf(request: HostileRequest, outcome: Outcome): string[] {
    if (outcome === 'hung') return ['nothing was answered in time'];
    if (outcome === 'closed') return this.mayBeCut(request) ? [] : ['the connection was closed without an answer'];
    const { status } = outcome;
    const faults: string[] = [];
    if (status >= 500 || !(status >= 200)) faults.push(`status ${status}`);
    if (INNARDS.test(outcome.body.toString('utf8'))) faults.push('the answer tells innards');
    if (status >= 400 && wholeOf(outcome).includes(PERSONAL)) faults.push('the answer repeats what may be personal');
    faults.push(...this.foreignWords(request, outcome));
    // HEAD and what the server refuses for its address or method stand in no operation.
    if (isOf(request)) faults.push(...this.againstOperation(request, outcome));
    else if (request.method !== 'HEAD') faults.push(...this.againstNoOperation(outcome));
    return faults;
  }

  /** What the answer tells of the other organisation; where no token is asked for, a code or a link may open it to anybody. */
  private foreignWords({ as, operation }: HostileRequest, answer: WireAnswer): string[] {
    const own = organisationOf(as);
    if (own === undefined || operation.access === 'public') return [];
    const told = wholeOf(answer);
    return Object.entries(this.ownWords)
      .filter(([organisation]) => organisation !== own)
      .flatMap(([organisation, words]) =>
        [...words].flatMap(([text, what]) =>
          told.includes(text) ? [`${own} is told of ${organisation}: ${what}`] : [],
        ),
      );
  }

  private againstOperation({ operation }: HostileRequest, answer: WireAnswer): string[] {
    const declared = operation.responses[String(answer.status)];
    if (!declared) return [`status ${answer.status} is not declared`];
    const missing = Object.entries(declared.headers ?? {})
      .filter(([name, { required }]) => required && !answer.headers.has(name.toLowerCase()))
      .map(([name]) => `the declared header ${name} is missing`);
    const type = typeOf(answer);
    const { content = {} } = declared;
    if (Object.keys(content).length === 0)
      return answer.body.length > 0 ? [...missing, 'no body is declared'] : missing;
    const range = Object.keys(content).find((one) => one === type || one === '*/*');
    if (range === undefined) return [...missing, `media type ${type || '(none)'} is not declared for ${answer.status}`];
    const key = `${operation.operationId} ${answer.status} ${type}`;
    return [...missing, ...this.againstSchema(key, content[range]?.schema, answer)];
  }

  private againstNoOperation(answer: WireAnswer): string[] {
    if (!OF_ANY_ADDRESS.has(answer.status)) {
      // Another operation of the same address was met.
      return answer.status < 500 ? [] : [`status ${answer.status}`];
    }
    if (answer.status === 405 && !answer.headers.has('allow')) return ['405 without Allow'];
    const problem: JsonSchema = { $ref: '#/components/schemas/Problem' };
    // A server that cannot even tell where a request begins says so without a document.
    if (answer.body.length === 0) return answer.status === 400 ? [] : ['no problem document'];
    return typeOf(answer) === PROBLEM
      ? this.againstSchema('problem', problem, answer)
      : [`media type ${typeOf(answer)}`];
  }

  private againstSchema(key: string, schema: JsonSchema | undefined, answer: WireAnswer): string[] {
    const type = typeOf(answer);
    if (!schema || !/[/+]json$/.test(type)) return [];
    let body: unknown;
    try {
      body = JSON.parse(answer.body.toString('utf8'));
    } catch {
      return ['the body is not the JSON that it says it is'];
    }
    const validate = this.validatorFor(key, schema);
    const faults = validate(body)
      ? []
      : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
    return type === PROBLEM ? [...faults, ...problemFaults(body, answer)] : faults;
  }

  private validatorFor(key: string, schema: JsonSchema): ValidateFunction {
    const known = this.validators.get(key);
    if (known) return known;
    const ajv = new Ajv2020({ strict: false, validateFormats: true });
    addFormats(ajv);
    const validate = ajv.compile(standalone(this.document, schema));
    this.validators.set(key, validate);
    return validate;
  }

  /** A client that still sends when the answer is out may lose it with the connection. */
  private mayBeCut({ body, framing }: HostileRequest): boolean {
    return framing !== 'plain' || (body?.length ?? 0) > 60_000;
  }
}

/** Whether method and address are still those of the operation; a part of the path may have become none or several. */
function isOf({ operation, method, target }: HostileRequest): boolean {
  const parts = (path: string): string[] => path.split('/');
  const sent = parts(target.split(/[?#]/, 1)[0] ?? '');
  const declared = parts(operation.path);
  const isSame = declared.every((part, at) => (part.startsWith('{') ? sent[at] !== '' : sent[at] === part));
  return method === operation.method && sent.length === declared.length && isSame;
}

function problemFaults(body: unknown, answer: WireAnswer): string[] {
  const { status, type, errors } = body as { status: number; type: string; errors?: { pointer: string }[] };
  const faults: string[] = [];
  if (status !== answer.status) faults.push(`the problem says ${status}`);
  if (!/^urn:redress:problem:[a-z-]+$/.test(type)) faults.push(`type ${type}`);
  if (type.endsWith(':invalid-fields') && !errors?.length) faults.push('no field is named');
  for (const { pointer } of errors ?? []) if (!POINTER.test(pointer)) faults.push(`${pointer} is no JSON Pointer`);
  return faults;
}

function typeOf({ headers }: WireAnswer): string {
  return (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function wholeOf({ headers, body }: WireAnswer): string {
  return `${[...headers.values()].join('\n')}\n${body.toString('utf8')}`;
}

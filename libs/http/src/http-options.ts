/** What an application says about itself to this library; given to `HttpModule.forRoot`, injectable. */
export abstract class HttpOptions {
  /** Title of the OpenAPI document. */
  abstract readonly title: string;
  abstract readonly version: string;
  abstract readonly description?: string;
  /** Serve `POST /internal/clock`; the business clock must then be a `DrivenClock`. */
  abstract readonly drivenClock?: boolean;
  /** Judge every answer by its schema and fail (500) when it does not fit: for tests, it costs time. */
  abstract readonly checkAnswers?: boolean;
}

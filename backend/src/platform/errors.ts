import type { ProblemCode } from '@smartops/contract';

/** An expected failure. Its message is written for the person who reads the reply. */
export class AppError extends Error {
  readonly code: ProblemCode;

  constructor(code: ProblemCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

export class NotFoundError extends AppError {
  constructor(what: string, id: string) {
    super('not-found', `${what} ${id} does not exist`);
  }
}

export class ConflictError extends AppError {
  constructor(message: string) {
    super('conflict', message);
  }
}

/** Something we stand on (the database, a source) does not answer at the moment. */
export class UnavailableError extends AppError {
  constructor(message: string, options?: ErrorOptions) {
    super('unavailable', message, options);
  }
}

import { AppError } from '../errors.ts';

/** Why nothing can be sealed or unsealed. Its message says what to do and holds no secret. */
export class SealingError extends AppError {
  constructor(message: string) {
    super('unavailable', message);
  }
}

/** The sealing key itself cannot be used. */
export class SealingKeyError extends SealingError {}

/** A value was sealed under a key that this process does not have. The value is unharmed. */
export class WrongKeyError extends SealingError {}

/** A sealed value was changed, or moved to another place than it was sealed for. */
export class BrokenSealError extends SealingError {}

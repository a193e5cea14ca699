import { type Incoming, json, type Refusal, type Reply } from '../http/exchange.ts';
import { digest, requestId } from '../http/request-ids.ts';
import { reader } from '../world/shop.ts';
import type { Call, Service } from './call.ts';
import { namespaces } from './replies.ts';
import { xmlDocument } from './xml.ts';

/** What AWS refuses, by its own code and in its own words. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The error in the form of the service that was asked. */
export function errorReply({ service }: Pick<Call, 'service'>, { code, message, status }: AwsError): Reply {
  const id = requestId();
  const type = status < 500 ? 'Sender' : 'Receiver';
  if (service === 'cloudwatch') {
    const headers = {
      'x-amzn-requestid': id,
      'x-amzn-query-error': `${code.replace(/Exception$/, '')};${type}`,
    };
    const body = {
      __type: `com.amazonaws.cloudwatch#${code === 'ValidationError' ? 'ValidationException' : code}`,
      message,
    };
    return {
      ...json(status, body, headers),
      headers: { ...headers, 'content-type': 'application/x-amz-json-1.0' },
    };
  }
  if (service === 'lambda')
    return json(
      status,
      { Type: status < 500 ? 'User' : 'Service', Message: message },
      { 'x-amzn-requestid': id, 'x-amzn-errortype': code },
    );
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': id };
  return { status, headers, body: errorXml(service, { type, code, message, id }) };
}

interface Told {
  readonly type: string;
  readonly code: string;
  readonly message: string;
  readonly id: string;
}

function errorXml(service: Service, { type, code, message, id }: Told): string {
  const error = { Code: code, Message: message };
  if (service === 'ec2')
    return xmlDocument('Response', undefined, { Errors: { Error: error }, RequestID: id });
  if (service === 's3')
    return xmlDocument('Error', undefined, { ...error, RequestId: id, HostId: digest(id).slice(0, 56) });
  return xmlDocument('ErrorResponse', namespaces[service], {
    Error: { Type: type, ...error },
    RequestId: id,
  });
}

export function missingToken({ service }: Call): AwsError {
  const suffix = service === 'cloudwatch' || service === 'lambda' ? 'Exception' : '';
  return new AwsError(`MissingAuthenticationToken${suffix}`, 'Request is missing Authentication Token', 403);
}

export function unknownOperation({ service, operation }: Call, { method, path }: Incoming): AwsError {
  if (service === 'cloudwatch') return new AwsError('UnknownOperationException', 'Unknown operation');
  if (service === 'lambda') return new AwsError('UnknownOperationException', 'Unknown operation', 404);
  if (service === 's3' || service === 'cloudfront')
    return new AwsError(
      'NotImplemented',
      `A header or ${method} ${path} implies functionality that is not implemented.`,
      501,
    );
  return new AwsError('InvalidAction', `The action ${operation ?? ''} is not valid for this web service.`);
}

/** IAM's names of what S3 calls otherwise. */
const iamNames: Partial<Record<string, string>> = {
  ListBuckets: 'ListAllMyBuckets',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
};

export function refusalOf(call: Call, refusal: Refusal, status?: number): AwsError {
  if (refusal === 'denied') return denied(call, status);
  const [code, message, usual] =
    refusal === 'broken' ? (failures[call.service] ?? broken) : (throttles[call.service] ?? slow);
  return new AwsError(code, message, status ?? usual);
}

function denied({ service, operation = 'Unknown', bucket }: Call, status = 403): AwsError {
  const action = `${service}:${iamNames[operation] ?? operation}`;
  const on =
    service === 'lambda' ? ' on resource: *' : bucket ? ` on resource: "arn:aws:s3:::${bucket}"` : '';
  const said = `User: ${reader} is not authorized to perform: ${action}${on} because no identity-based policy allows the ${action} action`;
  if (service === 'ec2')
    return new AwsError(
      'UnauthorizedOperation',
      `You are not authorized to perform this operation. ${said}`,
      status,
    );
  const code = service === 'lambda' || service === 'cloudwatch' ? 'AccessDeniedException' : 'AccessDenied';
  return new AwsError(code, said, status);
}

type Usual = readonly [code: string, message: string, status: number];

const slow: Usual = ['Throttling', 'Rate exceeded', 400];
const throttles: Partial<Record<Service, Usual>> = {
  cloudwatch: ['ThrottlingException', 'Rate exceeded', 400],
  ec2: ['RequestLimitExceeded', 'Request limit exceeded.', 503],
  lambda: ['TooManyRequestsException', 'Rate exceeded', 429],
  s3: ['SlowDown', 'Please reduce your request rate.', 503],
};

const broken: Usual = [
  'InternalFailure',
  'The request processing has failed because of an unknown error.',
  500,
];
const failures: Partial<Record<Service, Usual>> = {
  ec2: ['InternalError', 'An internal error has occurred', 500],
  lambda: ['ServiceException', 'An error occurred and the request cannot be processed.', 500],
  s3: ['InternalError', 'We encountered an internal error. Please try again.', 500],
};

import type { Reply } from '../http/exchange.ts';
import { requestId } from '../http/request-ids.ts';
import type { Call, Service } from './call.ts';
import { type Xml, xmlDocument } from './xml.ts';

export const namespaces: Partial<Record<Service, string>> = {
  cloudfront: 'http://cloudfront.amazonaws.com/doc/2020-05-31/',
  ec2: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  rds: 'http://rds.amazonaws.com/doc/2014-10-31/',
  s3: 'http://s3.amazonaws.com/doc/2006-03-01/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

/** The query protocol of IAM, RDS and STS: the result within the response. */
export function queryReply({ service, operation }: Call, result: { readonly [name: string]: Xml }): Reply {
  const id = requestId();
  return xmlReply(
    id,
    xmlDocument(`${operation}Response`, namespaces[service], {
      [`${operation}Result`]: result,
      ResponseMetadata: { RequestId: id },
    }),
  );
}

/** EC2's own query protocol: the fields stand in the response itself. */
export function ec2Reply({ operation }: Call, fields: { readonly [name: string]: Xml }): Reply {
  const id = requestId();
  return xmlReply(id, xmlDocument(`${operation}Response`, namespaces.ec2, { requestId: id, ...fields }));
}

/** The REST protocol of S3 and CloudFront: the answer is the document. */
export function restReply({ service }: Call, root: string, value: Xml): Reply {
  return xmlReply(requestId(), xmlDocument(root, namespaces[service], value));
}

function xmlReply(id: string, body: string): Reply {
  return { status: 200, headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': id }, body };
}

/** CloudWatch's AWS JSON 1.0; times are epoch seconds. */
export function jsonReply(value: unknown): Reply {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': requestId() };
  return { status: 200, headers, body: JSON.stringify(value) };
}

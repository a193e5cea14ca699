import { definePanel } from '../panel.tsx';
import { AwsServicesView } from './view.tsx';

const setUp = `AWS_ACCESS_KEY_ID=…
AWS_SECRET_ACCESS_KEY=…
AWS_REGION=eu-west-1`;

export const awsServices = definePanel({
  id: 'aws-services',
  title: 'AWS',
  size: 'half',
  topic: 'aws-services',
  kinds: ['aws'],
  link: { path: '/infrastructure', text: 'View all services' },
  note: (items) =>
    [
      ...new Set(items.map(({ account }) => account)),
      [...new Set(items.map(({ region }) => region))].join(', '),
    ].join(' · '),
  skeleton: { rows: 4, tall: true },
  empty: {
    watched: {
      title: 'No services yet',
      text: 'The account is connected; EC2, RDS, S3, Lambda, CloudFront and IAM appear with the first reading.',
    },
    unwatched: {
      title: 'No AWS account is connected',
      text: 'With read-only keys the six services appear here with counts, status and CloudWatch series. Set these and start again:',
      code: setUp,
    },
  },
  View: AwsServicesView,
});

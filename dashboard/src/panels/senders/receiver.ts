import type { Sender } from '@smartops/contract';

/** What to set at the sender's end, ready to copy but for the token. */
export function receiverFor({ kind, path }: Pick<Sender, 'kind' | 'path'>, origin: string) {
  const url = origin + path;
  if (kind === 'alertmanager')
    return {
      words: 'In alertmanager.yml, with the token in a file that only Alertmanager reads:',
      code: `receivers:
  - name: smartops
    webhook_configs:
      - url: ${url}
        send_resolved: true
        http_config:
          authorization:
            credentials_file: /etc/alertmanager/smartops-token`,
    };
  if (kind === 'grafana')
    return {
      words: 'In Grafana: Alerting → Contact points → New, integration Webhook.',
      code: `URL                              ${url}
HTTP method                      POST
Authorization header scheme      Bearer
Authorization header credentials <the token>`,
    };
  return {
    words: 'Any program can post JSON:',
    code: `curl -X POST ${url} \\
  -H 'authorization: Bearer <the token>' \\
  -H 'content-type: application/json' \\
  -d @alert.json`,
  };
}

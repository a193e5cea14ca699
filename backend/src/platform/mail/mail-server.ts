import { createTransport, type Transporter } from 'nodemailer';

const patienceMs = 10_000;

/** The configured mail server. Nothing that it is handed may read files or call addresses. */
export function openMailServer(url: string): Transporter {
  return createTransport({
    url,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

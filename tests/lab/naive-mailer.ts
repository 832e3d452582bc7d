// What the outbox is measured against: commits the event, answers, then sends. A kill in between loses the mail.
// Run by the laboratory in a process of its own: DATABASE_URL, SMTP_URL, PORT.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createTransport } from 'nodemailer';
import { Pool } from 'pg';

const { DATABASE_URL: connectionString, SMTP_URL: url, PORT: port } = process.env;
const pool = new Pool({ connectionString });
await pool.query('create table if not exists naive_event (email text primary key)');
const transport = createTransport({ url, pool: true, maxConnections: 8 });

const server = createServer(async (request, answer) => {
  const email = decodeURIComponent(request.url?.slice(1) ?? '');
  await pool.query('insert into naive_event values ($1)', [email]);
  answer.end('ok');
  await transport.sendMail({ from: 'lab@naif.example', to: email, subject: 'lab', text: 'lab' });
});
server.listen(Number(port), '127.0.0.1');
await once(server, 'listening');
console.log('ready');

// The same small job in Node: the class by its annotation, its priority, one resource.
'use strict';
const fs = require('node:fs');
const https = require('node:https');

function decide(pod) {
  const annotations = pod.metadata.annotations ?? {};
  if (annotations['tenure.dev/class'] !== 'long' && !annotations['tenure.dev/expected-runtime']) {
    return [];
  }
  const patch = [{ op: 'add', path: '/spec/priorityClassName', value: 'tenure-long' }];
  if (pod.spec.priority !== undefined) patch.push({ op: 'remove', path: '/spec/priority' });
  const memory = pod.spec.containers[0].resources?.requests?.memory;
  const match = /^(\d+)(.*)$/.exec(memory ?? '');
  if (match) {
    const path = '/spec/containers/0/resources/requests/memory';
    patch.push({ op: 'replace', path, value: String(Number(match[1]) * 1.5) + match[2] });
  }
  return patch;
}

function answer(body) {
  const { request } = JSON.parse(body);
  const response = { uid: request.uid, allowed: true };
  const patch = decide(request.object);
  if (patch.length > 0) {
    response.patchType = 'JSONPatch';
    response.patch = Buffer.from(JSON.stringify(patch)).toString('base64');
  }
  return JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response });
}

const [certificate, key] = process.argv.slice(2);
const options = { cert: fs.readFileSync(certificate), key: fs.readFileSync(key), minVersion: 'TLSv1.3' };
const server = https.createServer(options, (request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const text = answer(Buffer.concat(chunks).toString());
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
    });
    response.end(text);
  });
});
server.keepAliveTimeout = 120000;
server.listen(0, '127.0.0.1', () => console.log(server.address().port));

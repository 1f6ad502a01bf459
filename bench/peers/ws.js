// A relay with Node's ws, as its documentation shows a broadcast: node ws.js PORT FEED_PORT
const { WebSocket, WebSocketServer } = require('ws');

const [port, feedPort] = process.argv.slice(2).map(Number);
const server = new WebSocketServer({ host: '127.0.0.1', port, backlog: 4096, perMessageDeflate: false });
const feed = new WebSocket(`ws://127.0.0.1:${feedPort}/ws/blocks`, { perMessageDeflate: false });

feed.on('message', (message) => server.clients.forEach((client) => client.send(message, { binary: false })));
feed.on('close', () => process.exit());

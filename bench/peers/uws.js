// A relay with uWebSockets.js, by its own publish: node uws.js PORT FEED_PORT. The package carries the official
// binaries' code, which is not in the registry under its own name.
const net = require('net');
const { platform, arch, versions } = process;
const uws = require(`@trufflesuite/uws-js-unofficial/binaries/uws_${platform}_${arch}_${versions.modules}.node`);

const [port, feedPort] = process.argv.slice(2).map(Number);
if (!port) process.exit();
const app = uws.App().ws('/ws/blocks', {
  idleTimeout: 0,
  sendPingsAutomatically: false,
  maxBackpressure: 16 << 20,
  open: (client) => client.subscribe('blocks'),
});
app.listen('127.0.0.1', port, (listening) => listening || process.exit(1));

let rest = Buffer.alloc(0);
const feed = net.connect(feedPort, '127.0.0.1', () => feed.write('lines\n'));
feed.on('data', (bytes) => {
  rest = rest.length ? Buffer.concat([rest, bytes]) : bytes;
  for (let end; (end = rest.indexOf(10)) >= 0; rest = rest.subarray(end + 1)) {
    app.publish('blocks', rest.subarray(0, end), false);
  }
});
feed.on('close', () => process.exit());

// cosmjs' Comet38Client over a WebSocket: what status answers, each block and header, and the transactions of a query.
// Usage: node cosmjs.mjs ws://… "<query>", to whose address cosmjs adds /websocket
import { Comet38Client } from "@cosmjs/tendermint-rpc";

const [url, query] = process.argv.slice(2);
const print = (line) => console.log(JSON.stringify(line));
const hex = (bytes) => Buffer.from(bytes).toString("hex").toUpperCase();

const client = await Comet38Client.connect(url);
const { nodeInfo, syncInfo } = await client.status();
print({ status: { network: nodeInfo.network, version: nodeInfo.version, height: syncInfo.latestBlockHeight } });

const listen = (stream, next) =>
  stream.subscribe({
    next,
    error: (error) => print({ error: String(error?.message ?? error) }),
    complete: () => print({ complete: true }),
  });
listen(client.subscribeTx(query), ({ height, hash, tx, result }) =>
  print({ tx: { height, hash: hex(hash), tx: hex(tx), code: result.code, gas: String(result.gasUsed), events: result.events } }));
listen(client.subscribeNewBlock(), ({ header, txs, lastCommit }) =>
  print({ block: { height: header.height, time: header.time.toISOString(), txs: txs.map(hex), last: lastCommit && hex(lastCommit.blockId.hash) } }));
let ready = false;
listen(client.subscribeNewBlockHeader(), ({ height, lastBlockId, appHash }) => {
  print({ header: { height, last: lastBlockId && hex(lastBlockId.hash), app: hex(appHash) } });
  // The last of the subscriptions, which the library does not tell about, is the others', too.
  if (!ready) print({ ready: true });
  ready = true;
});

// viem over its webSocket transport: each block that watchBlocks hands out, and an address's logs from watchEvent.
// Usage: node viem.mjs ws://… 0x<address>
import { createPublicClient, webSocket } from "viem";

const [url, address] = process.argv.slice(2);
const print = (line) => console.log(JSON.stringify(line));

const client = createPublicClient({ transport: webSocket(url) });
const onError = (error) => print({ error: error.message });

client.watchEvent({
  address,
  onError,
  onLogs: (logs) => logs.forEach((log) =>
    print({ log: { number: Number(log.blockNumber), hash: log.blockHash, index: log.logIndex, topics: log.topics, data: log.data, removed: log.removed } })),
});
client.watchBlocks({
  onError,
  // Without the block that it asks for upon each head, viem hands out undefined.
  onBlock: (block) =>
    print({ block: block ? { number: Number(block.number), hash: block.hash, parent: block.parentHash } : null }),
});
// Asked after the subscriptions, which the library does not tell about.
await client.getBlockNumber();
print({ ready: true });

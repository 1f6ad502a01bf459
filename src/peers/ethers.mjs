// ethers' WebSocketProvider: each block, as its listener gets it and as getBlock then answers, and an address's logs.
// Usage: node ethers.mjs ws://… 0x<address> [unprepared]
import { WebSocketProvider } from "ethers";

const [url, address, unprepared] = process.argv.slice(2);
const print = (line) => console.log(JSON.stringify(line));

const provider = new WebSocketProvider(url);
provider.websocket.addEventListener("close", (event) => {
  print({ closed: event.code });
  process.exit(0);
});
// A log that comes before the answer to ethers' own eth_chainId, which it asks for a moment after it has subscribed, makes
// it throw where nobody can catch it.
if (!unprepared) await provider.getNetwork();

await provider.on({ address }, (log) =>
  print({ log: { number: log.blockNumber, hash: log.blockHash, index: log.index, topics: log.topics, data: log.data, removed: log.removed } }));
await provider.on("block", async (number) => {
  print({ head: { number } });
  const block = await provider.getBlock(number);
  print({ block: block && { number: block.number, hash: block.hash, parent: block.parentHash } });
});
// Asked after the subscriptions, which the library does not tell about.
await provider.send("eth_blockNumber", []);
print({ ready: true });

// web3.js 4: each head of its newHeads subscription, and an address's logs.
// Usage: node web3.mjs ws://… 0x<address>
import { Web3 } from "web3";

const [url, address] = process.argv.slice(2);
const print = (line) => console.log(JSON.stringify(line));

const web3 = new Web3(url);
web3.provider.on("error", (error) => print({ error: String(error?.message ?? error) }));
const onError = (error) => print({ error: error.message });

const logs = await web3.eth.subscribe("logs", { address });
logs.on("error", onError);
logs.on("data", (log) =>
  print({ log: { number: Number(log.blockNumber), hash: log.blockHash, index: Number(log.logIndex), topics: log.topics, data: log.data, removed: log.removed ?? null } }));
const heads = await web3.eth.subscribe("newBlockHeaders");
heads.on("error", onError);
heads.on("data", (head) =>
  print({ head: { number: Number(head.number), hash: head.hash ?? null, parent: head.parentHash } }));
print({ ready: true });

// Node's ws: what it agrees on, and each message that it gets once it has sent one.
// Usage: node ws.mjs ws://… <message> [permessage-deflate]
import WebSocket from "ws";

const [url, message, extension] = process.argv.slice(2);
const print = (line) => console.log(JSON.stringify(line));

// Compresses what it sends, too, however small.
const socket = new WebSocket(url, { perMessageDeflate: extension ? { threshold: 0 } : false });
socket.on("open", () => {
  print({ extensions: socket.extensions });
  socket.send(message);
});
socket.on("message", (data, binary) => {
  if (binary) print({ error: "a binary message" });
  print({ message: data.toString(), ready: true });
});
socket.on("error", (error) => print({ error: error.message }));
socket.on("close", (code) => {
  print({ closed: code });
  process.exit(0);
});

package io.blockrelay.protocol;

/** How a dialect's messages come to its clients. */
public enum Transport {
  WEBSOCKET,

  /** Server-Sent Events, the body of an HTTP response that does not end. */
  EVENT_STREAM
}

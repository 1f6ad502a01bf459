package io.blockrelay.protocol.ethereum;

import io.blockrelay.protocol.StartAt;

/** What an {@code eth_subscribe} asks for, and from where on. */
public record EthSubscription(EthTopic topic, StartAt start) {}

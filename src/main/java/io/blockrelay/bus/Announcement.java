package io.blockrelay.bus;

import io.blockrelay.model.Position;

/**
 * A leader's word that its log has come to that position; sent several times a second, so a lost
 * last event shows.
 */
record Announcement(Position position, String nodeId) {}

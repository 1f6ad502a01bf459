package io.blockrelay.protocol;

/**
 * Something that an item has and a filter can ask for, by which the filter is found.
 *
 * @param place what it is: an address, a topic's position, an attribute
 */
public record Key(String place, String value) {}

package dev.weft.frontier;

/**
 * How far a file of a sink belongs to what is committed: its path relative to the output folder,
 * its length in bytes, the checksum of those bytes, and a text of the sink's own.
 */
public record OutputFile(String sink, String path, long length, long checksum, String resume) {}

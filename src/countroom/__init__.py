"""The count room: a whole election night in several count centres, wholly above the library."""

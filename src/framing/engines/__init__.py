"""How the loop over articles is driven. Add an engine: a function with the signature of `Engine`, and a line here."""

from framing.engines.batches import Engine, Failed
from framing.engines.processes import run_in_processes
from framing.engines.serial import run_serial

ENGINES: dict[str, Engine] = {
    "serial": run_serial,
    "processes": run_in_processes,
}

__all__ = ["ENGINES", "Engine", "Failed"]

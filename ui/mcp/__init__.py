"""On Record for agents: the endpoints as MCP tools, the transcripts as resources; nothing can be changed.

Source: https://modelcontextprotocol.io/specification.
"""

from ui.mcp.server import RecordServer, build_server

__all__ = ["RecordServer", "build_server"]

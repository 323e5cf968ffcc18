"""Devices: wording that is often used to frame, where it stands, and how often. Never a verdict."""

from analysis.framing.devices.articles import device_articles
from analysis.framing.devices.finding import devices
from analysis.framing.devices.loading import device_list, device_table, parse_devices
from analysis.framing.devices.model import Device, DeviceList, Group
from analysis.framing.devices.rates import device_differences, device_rates

__all__ = [
    "Device",
    "DeviceList",
    "Group",
    "device_articles",
    "device_differences",
    "device_list",
    "device_rates",
    "device_table",
    "devices",
    "parse_devices",
]
